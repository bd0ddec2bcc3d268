/**
 * Packs in an HTTP repository that understands PUT and GET, such as a Nexus raw repository.
 *
 * <p>The only package of the server that asks others over HTTP. Start at {@link
 * io.globohub.controller.repository.HttpPackRepository}.
 */
package io.globohub.controller.repository;
