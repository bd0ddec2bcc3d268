/**
 * Both programs run as people run them: real processes from the built jars, real pip, real gunicorn, one scratch
 * directory. Each journey is a class whose sentences are told in order.
 *
 * <p>Start reading at {@link io.globohub.packaging.MainJobTest}; what it drives is
 * {@link io.globohub.packaging.Programs}.
 */
package io.globohub.packaging;
