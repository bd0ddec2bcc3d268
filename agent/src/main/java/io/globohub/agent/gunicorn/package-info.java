/**
 * Everything that knows gunicorn: how it is configured and sealed to a release, started, recognised, handed over to a
 * successor and stopped.
 *
 * <p>The configuration file is the resource {@code gunicorn.conf.py}; what a live process says of itself is a
 * {@link io.globohub.agent.gunicorn.BootRecord}. Whether a process should run is decided elsewhere.
 */
package io.globohub.agent.gunicorn;
