/**
 * Pushed packs and the manifests made from them; both are immutable.
 *
 * <p>{@link io.globohub.controller.catalogue.PackIntake} distrusts what is uploaded; {@link
 * io.globohub.controller.catalogue.ManifestMaker} lays defaults, pack and operator's settings over each other.
 */
package io.globohub.controller.catalogue;
