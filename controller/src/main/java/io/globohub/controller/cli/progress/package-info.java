/**
 * How a rollout or an upload looks while it goes on: pure functions from what is to lines, and the block of lines that
 * a terminal redraws.
 */
package io.globohub.controller.cli.progress;
