/** The web page in a real browser, on a real controller with simulated agents. */
package io.globohub.controller.page;
