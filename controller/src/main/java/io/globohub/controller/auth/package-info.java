/**
 * Who asks, and what they may do.
 *
 * <p>{@link io.globohub.controller.auth.AccessRule} is the whole table of routes; {@link
 * io.globohub.controller.auth.Authenticator} turns a bearer token into a {@link
 * io.globohub.controller.auth.Principal}. Secrets are random, shown once and remembered only as digests.
 */
package io.globohub.controller.auth;
