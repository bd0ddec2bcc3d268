/**
 * The files of the web page, as they lie in the program's own jar.
 *
 * <p>The page itself is JavaScript without a build step, under {@code src/main/resources/web}; it uses nothing but the
 * public interface. Here is only what is needed to serve it: no HTTP, no fleet. Start reading at
 * {@link io.globohub.controller.web.WebFiles}.
 */
package io.globohub.controller.web;
