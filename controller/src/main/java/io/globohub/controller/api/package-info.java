/**
 * HTTP. One class for each resource, all routes on one screen in {@link io.globohub.controller.api.Api}.
 *
 * <p>The only package, beside the wiring, that imports Javalin. Every route passes one gate: access, known parameters,
 * problem+json for whatever goes wrong.
 */
package io.globohub.controller.api;
