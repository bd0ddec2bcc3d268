/**
 * What is wanted of a host, what is seen on it, and why the two differ.
 *
 * <p>Desired, installed and running are three different facts and never share a field. Values only. Start reading at
 * {@link io.globohub.common.state.DesiredState} and {@link io.globohub.common.state.HostObservation}.
 */
package io.globohub.common.state;
