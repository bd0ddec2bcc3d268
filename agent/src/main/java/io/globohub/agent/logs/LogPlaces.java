package io.globohub.agent.logs;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.LogSource;
import java.nio.file.Path;

/** Where an app's logs are. */
@FunctionalInterface
public interface LogPlaces {
    Path of(AppName app, LogSource source);
}
