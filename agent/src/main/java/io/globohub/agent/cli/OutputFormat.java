package io.globohub.agent.cli;

/** How a command shows what it found. */
public enum OutputFormat {
    table,
    json
}
