package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import java.util.List;

/** An app with its versions, newest first. */
public record AppView(AppName app, List<PackView> versions, int hostsDesired, int hostsRunning) {}
