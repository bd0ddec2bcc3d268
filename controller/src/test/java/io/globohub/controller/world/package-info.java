/** A started controller and those who talk to it, for tests over real HTTP. */
package io.globohub.controller.world;
