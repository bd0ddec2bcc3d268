package io.globohub.agent.release;

import java.nio.file.Path;

/** A pack directory whose marker says nothing we understand: it is not installed, it is reported, and it is left alone. */
public record UnreadableMarker(Path pack, String why) {}
