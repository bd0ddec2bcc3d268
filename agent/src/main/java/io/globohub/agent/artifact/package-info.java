/**
 * Where packs come from. {@link io.globohub.agent.artifact.PackSource} is what the agent needs, and
 * {@link io.globohub.agent.artifact.HttpPackSource} gets it from the controllers. What is fetched is judged elsewhere:
 * nothing here trusts or distrusts a byte.
 */
package io.globohub.agent.artifact;
