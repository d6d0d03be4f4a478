/** TODO. */
package io.github.inverseactivation.initializers;
