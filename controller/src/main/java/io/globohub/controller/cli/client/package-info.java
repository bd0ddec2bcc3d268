/**
 * The way to the controller: {@link io.globohub.controller.cli.client.ControllerClient} sends one call,
 * {@link io.globohub.controller.cli.client.Api} says it in the words of {@code common.protocol}. Nothing here prints.
 */
package io.globohub.controller.cli.client;
