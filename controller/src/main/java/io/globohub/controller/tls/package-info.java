/**
 * The server's own certificate: which files, whether they can be used, when they change and when they end. Start reading
 * at {@link io.globohub.controller.tls.CertificateWatch}. Nothing here speaks TLS; that is the web server's part.
 */
package io.globohub.controller.tls;
