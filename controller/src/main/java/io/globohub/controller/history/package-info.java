/** The chain that makes the ledger tamper-evident. Pure; start at {@link io.globohub.controller.history.HashChain}. */
package io.globohub.controller.history;
