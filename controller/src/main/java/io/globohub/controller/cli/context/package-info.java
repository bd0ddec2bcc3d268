/**
 * Which controllers this person works with, kept in one file that only they can read. Start at
 * {@link io.globohub.controller.cli.context.ContextFile}.
 */
package io.globohub.controller.cli.context;
