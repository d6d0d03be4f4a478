/** What several tests share. */
package io.github.inverseactivation.testing;
