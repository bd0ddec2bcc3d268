/**
 * The server: knows what every host should run, sees what it runs, and changes it in batches.
 *
 * <p>{@link io.globohub.controller.Controller} wires everything by hand; start reading there. {@code records} are the
 * remembered facts and the port to them, {@code store} keeps them in SQL, {@code api} is the only package that speaks
 * HTTP.
 */
package io.globohub.controller;
