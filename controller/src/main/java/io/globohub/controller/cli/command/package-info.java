/**
 * One class for each verb. A verb reads its options, asks the API, and hands one result to the shell; what several verbs
 * share stands in classes of its own ({@link io.globohub.controller.cli.command.RolloutFlow},
 * {@link io.globohub.controller.cli.command.RolloutWatch}).
 */
package io.globohub.controller.cli.command;
