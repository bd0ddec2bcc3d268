/** Which build of globoHUB this is, as both programs and the controller's interface say it. */
package io.globohub.common.build;
