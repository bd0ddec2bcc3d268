/**
 * Sends what happens to whoever asked for it.
 *
 * <p>A webhook is a place in the ledger that moves on: {@link io.globohub.controller.webhook.WebhookSender} reads what
 * comes after it, posts the next event that is wanted, and moves on when the other side has it. So nothing is queued,
 * order is kept, and a restart loses nothing. {@link io.globohub.controller.webhook.DeliveryDecider} says what follows
 * from an attempt; {@link io.globohub.controller.webhook.AddressGuard} keeps the controller from being used to reach what
 * only it can reach. The one package of the server that calls others over HTTP by itself.
 */
package io.globohub.controller.webhook;
