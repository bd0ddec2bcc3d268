/** Time as something that is handed in: tests move it by hand. */
package io.globohub.common.time;
