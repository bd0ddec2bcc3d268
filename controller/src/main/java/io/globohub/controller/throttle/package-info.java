/**
 * How much of the server one sender may use. Start reading at {@link io.globohub.controller.throttle.Allowances}. Pure but
 * for memory: time is handed in.
 */
package io.globohub.controller.throttle;
