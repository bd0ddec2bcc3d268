/** Label selectors in Kubernetes syntax, as a pure function from labels to yes or no. */
package io.globohub.common.selector;
