/** How the wire records look as tables and sheets. Pure: from what the API said, and the time, to a result. */
package io.globohub.controller.cli.view;
