/**
 * What a release is: an app, a version, an immutable pack of files and the settings it runs with.
 *
 * <p>Everything here is a value, checked when it is made, so that no later code has to doubt it. Nothing here reads a
 * file or a clock. Start reading at {@link io.globohub.common.manifest.Manifest}.
 */
package io.globohub.common.manifest;
