/**
 * Simulated agents, for capacity planning: hosts that speak the real protocol and only pretend to install anything.
 *
 * <p>Start at {@link io.globohub.controller.cli.simulate.Simulation}. A {@link
 * io.globohub.controller.cli.simulate.SimulatedHost} decides what a host says and touches nothing; its {@link
 * io.globohub.controller.cli.simulate.HostLoop} sends it. No host has a thread of its own.
 */
package io.globohub.controller.cli.simulate;
