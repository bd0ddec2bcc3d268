/** Manual pages, written from the commands themselves, so that they cannot say anything else than {@code --help}. */
package io.globohub.packaging.man;
