package io.globohub.agent.python;

import java.nio.file.Path;

/**
 * A Python that environments can be made with.
 *
 * @param executable absolute, never one inside another environment
 * @param version for example {@code 3.11.2}
 * @param platform tag of operating system, processor and C library
 * @param build digest over what makes compiled extensions fit: implementation, compiler, prefix, ABI
 * @param installer version of the pip it brings
 */
public record Interpreter(Path executable, String version, String platform, String build, String installer) {}
