/**
 * What a command found, and how it looks: every command makes one {@link io.globohub.controller.cli.output.Result},
 * and {@link io.globohub.controller.cli.output.Renderer} shows it as table, JSON, YAML, CSV or names. Pure.
 */
package io.globohub.controller.cli.output;
