/**
 * The operators' command line.
 *
 * <p>It reaches the server through HTTP and the wire records of {@code common} alone; only {@code serve} starts one.
 * {@link io.globohub.controller.cli.GlobohubMain} is the program, {@link io.globohub.controller.cli.CommandTree} the
 * list of its verbs; each verb is one class in {@code command}.
 */
package io.globohub.controller.cli;
