/**
 * How everything that has options names them, once, for writing and for reading. Start at {@link
 * io.github.inverseactivation.config.Configurable}.
 */
package io.github.inverseactivation.config;
