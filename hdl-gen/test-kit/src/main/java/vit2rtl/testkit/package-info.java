/** What tests of the HDL and of the units share: golden files, and the geometry of drawn diagrams. */
package vit2rtl.testkit;
