/** What a host's administrator says in {@code agent.yaml}, read once at start with every error named at once. */
package io.globohub.agent.config;
