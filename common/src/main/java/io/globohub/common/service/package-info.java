/**
 * Being a service: what a program says to the service manager that started it. Start at {@link
 * io.globohub.common.service.ServiceNotice}.
 */
package io.globohub.common.service;
