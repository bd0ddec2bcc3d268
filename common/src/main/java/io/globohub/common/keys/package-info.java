/**
 * Keys, certificates and signatures: PEM files for whoever speaks TLS, and signed packs, which whoever builds signs, hosts
 * check and the controller only carries. Start reading at {@link io.globohub.common.keys.PackStatement}, which says what
 * exactly is signed, and at {@link io.globohub.common.keys.PemIdentity}.
 */
package io.globohub.common.keys;
