/** What the tests of all modules share; published as common's test-jar. */
package io.globohub.testkit;
