/**
 * What is done to the disk between deployments, on one slow thread of its own: installed files are compared with what was
 * installed, and old versions leave by age and when room is short. Deploys nothing and never holds up who does. Start
 * reading at {@link io.globohub.agent.upkeep.UpkeepLoop}.
 */
package io.globohub.agent.upkeep;
