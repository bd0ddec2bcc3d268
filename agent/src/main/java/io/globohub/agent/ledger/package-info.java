/** The port through which everything that happens on this host is told, once and for good. */
package io.globohub.agent.ledger;
