/** How a command ends: the one list of exit codes, and the failure that carries one to the place that prints it. */
package io.globohub.controller.cli.outcome;
