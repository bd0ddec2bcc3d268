/** The words that agent, controller and command line share. Records and pure functions; no HTTP, no processes. */
package io.globohub.common;
