/**
 * What every command has around it: the world outside the program ({@link io.globohub.controller.cli.shell.Outside}),
 * and the few acts all commands share ({@link io.globohub.controller.cli.shell.Shell}): reach the controller, show a
 * result, ask before a change.
 */
package io.globohub.controller.cli.shell;
