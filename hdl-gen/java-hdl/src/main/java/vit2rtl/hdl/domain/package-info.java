/**
 * Clock domains. Which of them is current ({@link vit2rtl.hdl.domain.Clocks}), and what is stated at their edges
 * ({@link vit2rtl.hdl.domain.Properties}), is for the toolkit itself.
 */
package vit2rtl.hdl.domain;
