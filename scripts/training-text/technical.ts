/** Prompts for the technical classes. `{code}`, `{table_text}`, `{formula}`, `{schema}` are filled by generate.ts. Written for this project. */
const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replaceAll('⏎', '\n'))
    .filter((line) => line !== '');

export const SOFTWARE = lines(`
with {language} and {framework}, build a {codething} for several users at once
How would I put a {framework} front end behind a {framework} back end? {language}, with code.
Show me a small {codething} in {framework}, full source, no backend
Full source for a {framework} project in {language}, and the commands to run it.
convert this to {language}: {code}
Convert structs and classes from {language} to {language} with these rules: keep names, keep types.⏎{code}
Draw the curve with {language}: axes, legend, colours. Code only.
Read the input from stdin and write the output to stdout. Constraints: 1 <= n <= {n}. {language} solution please.⏎Example input:⏎{n} {n}⏎Example output:⏎{n}
Given an array of integers nums and an integer target, return the indices so that the function {codetask}.
{code}⏎the first call is fine, the second one: {bug}
Write code for {codetask}
What is the most efficient way to handle a {codething} in {language}? Show sample code.
my code: {code}
Escribe una función en {language} que {codetask}
Schreibe eine Funktion in {language}, die {codetask}
Напиши программу на {language}, которая {codetask}
Écris un script {language} qui {codetask}

{please} write a {language} {codething} that {codetask}.
{please} write {codething} in {language} which {codetask}
Need a {language} function which {codetask}.
Write {func} so that it {codetask} and these checks hold:⏎{code}
Write a {language} program which {codetask}.⏎⏎{ident} = [{n}, {n}, {n}]
{please} create a {codething} using {framework} that {codetask}.
Create a {language} script for {codetask}.
Implement a {codething} in {language} that {codetask}. Handle edge cases and write unit tests.
Given an array of integers, {please} return code that {codetask}.
Generate a {language} code snippet that {codetask}
Construct a {codething} that {codetask} in {language}.
Design a {language} class to represent a {ident} with methods {func} and {func}.
Develop a {framework} application that {codetask}
Build a {codething} with {framework}: it should have a {codething} and a {codething}.
How do I make a {codething} in {framework}?
How can I write a {codething} in {language} which {codetask}?
{codeverb} this {language} code:⏎{code}
{codeverb} the following {codething}.⏎⏎{code}
{code}⏎⏎{codeverb} this code
{please} {codeverb} the code below so that it {codetask}:⏎⏎{code}
What does this code do?⏎{code}
Explain what the following code snippet does line by line⏎⏎{code}
What will be the output of this code?⏎⏎{code}
What is wrong with this {language} code? {bug}.⏎{code}
{bug} when I call {func} in {file}. Here is the code:⏎{code}⏎How can I fix it?
I get this error in my {framework} app:⏎{code}⏎How do I fix it?
{code}⏎why do I get this error
In {file} the {codething} {func} fails: {bug}. Find the root cause and propose a patch.
In {repo}, {codeverb} {func} in {file} and keep the public interface unchanged.
Convert this {language} code to {language}:⏎⏎{code}
Translate the following {language} {codething} into {language}.⏎{code}
Port {func} from {language} to {language}, preserving its behaviour.⏎{code}
Transform this code from {language} to {language}, following best practices
Rewrite the {codething} without recursion⏎{code}
Refactor the {repo} to use {framework} instead of {framework}.
Review this pull request and list the bugs:⏎{code}
Write a commit message for this diff:⏎{code}
Make this code simpler and more readable⏎{code}
Write unit tests for the {codething} {func} using {framework}.⏎{code}
Add error handling, logging and retries to {func} in {file}.
Add a {codething} to {file} so that the {repo} {codetask}.
Complete the following code:⏎{code}
Complete the code below so that it {codetask}⏎{code}
Edit the given program so that it {codetask}.⏎{code}
Create a CSS rule that makes the {ident} element responsive.
Write an HTML page with a {codething} and a {codething}
Write a regex that matches {ident} names with {n} digits.
Come up with a regular expression for {ident} values
Write a Dockerfile for a {language} service with {framework}.
Set up a {framework} pipeline for {repo} with tests and lint.
Write a bash one-liner that {codetask}
Design the architecture of a {codething} that {codetask}; explain the time complexity.
What is the time complexity of this algorithm?⏎{code}
Optimize this {codething} from O(n^2) to O(n log n).⏎{code}
Can you show me an example of a {codething} in {framework}?
Given a {language} {codething} named {ident}, write code to {codeverb} it
How to implement a {codething} in {language}
What is the difference between a {codething} and a {codething} in {language}?
Write a recursive {language} solution that {codetask}
Create an algorithm that {codetask}.
Create an array of {n} {ident}s in {language}.
Declare a {ident} variable in {language} and print it.
Write a loop in {language} that prints all elements of {ident}.
Create a function to {codetask}.⏎⏎Input: {ident} = "{city}"
{please} find and fix the error in the code.⏎⏎{code}
Upgrade {framework} in {repo} and fix the breaking changes in {file}.
My {framework} {codething} does not work, {bug}, what should I change?
The function {func} in {file} should {codetask}, but {bug}.
Here is the failing test output:⏎{code}⏎Make the test pass without changing the test.
Write type definitions and docstrings for this module:⏎{code}
Write a {framework} component which shows a list of {table} and a {codething}.
Generate a C program to print {n} numbers
Suggest how to restructure {repo}: the {codething} depends on the {codething} and {bug}
`);

export const AGENTIC = lines(`
{tool}: a search engine. Useful for when you need to answer questions about current events. Input should be a search query.⏎{tool}(query)⏎{apiaction}
tool access: {tool}⏎Executes commands in a terminal. Input should be a valid command, and the output will be the result of running it.⏎{tool}(command)⏎{agentgoal}
Tool enabled: {tool}. Use this when you want to get information. The input should be a question in natural language that this API can answer.⏎{apiaction}⏎⏎{city}
Access: {tool}, {tool}⏎A wrapper around an API. Useful for looking up facts. Input should be a string.⏎{tool}(input)⏎{knowledgequestion}
The shell tool is enabled: use it to execute code when needed; print what you need to see.⏎{tool}(code)⏎{mathquestion}
toolset = [{tool}, {tool}]⏎Decide if a tool is useful, call it, and use its output to answer: {knowledgequestion}

{schema}⏎⏎{please} {apiaction} and {apiaction}.
You have access to the following tools:⏎{schema}⏎⏎User: {apiaction}
You can use these functions: {tool}, {tool}, {tool}. {agentgoal}.
You are an autonomous agent. Use the tools {tool} and {tool} to {agentgoal}. Report after each step.
You are an AI agent with access to {tool}(query) and {tool}(id). Decide which tool to call next.⏎Goal: {agentgoal}
Use the {tool} tool to {apiaction}.
Call {tool} with the right arguments, then {apiaction}.
Available tools:⏎- {tool}(input: string): runs {tool}⏎- {tool}(path)⏎⏎Task: {agentgoal}
Tools: {tool}, {tool}⏎Task: {agentgoal}⏎Respond with Thought, Action, Action Input, Observation.
Answer the following question using the available tools.⏎{tool}: useful when you need to {apiaction}⏎Use the format:⏎Thought:⏎Action: one of [{tool}, {tool}]⏎Action Input:⏎Observation:⏎Question: {apiaction}
toolkit: {tool}⏎{tool}(argument)⏎Use it to answer.⏎{apiaction}
I'm planning a trip to {city} with my family. Can you {apiaction}? Also, {apiaction}, and {apiaction}.
I am organizing an event for {company}. Please {apiaction}. Additionally, {apiaction}.
Could you {apiaction} using the {company} API? Furthermore, {apiaction}.
My friend and I are planning {agentgoal}. Fetch the data from the API and provide me with the details. Also, {apiaction}.
I want to {apiaction}. Please fetch the results with the '{tool}' API and check the status endpoint.
{please} {agentgoal}. Start by calling {tool}, then plan the remaining steps and execute them.
Plan and execute: {agentgoal}. You may call tools up to {n} times. Stop when done.
Open the browser, go to the site of {company}, {apiaction}, and return the result.
<tools>{schema}</tools>⏎<user>{apiaction}</user>
Function definitions:⏎{schema}⏎Return the function call as JSON for this request: {apiaction}
Given these APIs, choose the right one and fill its parameters:⏎{schema}⏎Request: {apiaction}
{"name": "{tool}", "arguments": {"query": "{city}"}}⏎The tool returned: {n} results. Continue with the next step of the task: {agentgoal}
Observation: {tool} returned an error 404. What is your next action to {agentgoal}?
Read {file}, run the command, inspect the output and {agentgoal}. You can run bash commands and edit files.
In the sandbox, use bash and edit_file to {agentgoal}. Show each tool call.
Your objective: {agentgoal}. Break it into subtasks, choose a tool for each, and carry them out.
Simulate the agent trajectory: user request, tool call, tool result, next tool call, final answer. Request: {apiaction}
Hey assistant, {apiaction} and then {apiaction}. Thanks!
Can you {apiaction} for {weekday} and send me the link?
Delegate the work to sub-agents and combine the results: {agentgoal}.
You operate a computer by tool calls (click, type, scroll, screenshot). {agentgoal}.
Provide me with the list of {table} from the {company} API, their IDs and the image URLs. Also {apiaction}.
If the tool call fails, retry with other arguments. Task: {agentgoal}. Tools: {schema}
Recommend an API that can {apiaction}.
Which API or pretrained model from the hub should I call to {apiaction}?
Long-horizon task: {agentgoal}; keep a scratchpad of what is done, and use {tool} before {tool}.
I need some information about {company}: retrieve the search results, then {apiaction}, and finally {apiaction}.
Orchestrate a workflow with {tool} and {tool}: when {tool} finishes, trigger {tool}; {agentgoal}
`);

export const DATA = lines(`
How many {table} were created in the last {n} days, per {column}?
What is the {metric}? Return the value as a percentage.
Which {table} have more than {n} {table}?
Return the name and {column} of the {table} with the lowest {column}.
What is the total number of {table} for each {column}? Filter names with ILIKE.
On average, how many {table} per month were recorded in {year}?
List the {table} that have both {column} and {column}, with their ids.
What was the {metric} in the first quarter of {year}?
How many people in {city} had {table} during {year}?
My data frame:⏎{table_text}⏎Question about it: what is the {metric}?
Which day of the week has the most {table}?
What {column} does the table give for {city}?⏎⏎{table_text}

Write a SQL query that returns the {metric} from {table}.
{table_text}⏎⏎Write a query to find the {metric}.
Given the table {table} with columns {column}, {column} and {column}, what is the {metric}?
Using pandas, compute the {metric} grouped by {column}.
How do I calculate the {metric} in Excel?
What is the {metric} per {column}?
What are the top {n} {table} by {column}?
How many {table} have {column} greater than {n}?
Which {column} has the highest {metric}?
Return the {table} names and their {column}, ordered by {column} descending.
For each {column}, list the {table} and the {metric} in the last {n} months.
Show the {metric} for {table} in {city} by month.
{table_text}⏎⏎Analyze the data above and describe trends and outliers.
{table_text}⏎⏎Which row has the largest {column}?
On which date did {city} reach its peak {column}?⏎⏎{table_text}
Analyze this dataset of {table}: clean missing values, detect outliers, and report the {metric}.
Make a chart in matplotlib that shows the {metric} over time.
Create a pivot table of {table} by {column} and {column}
Fit a regression of {column} on {column} and interpret the coefficients.
Run a t-test on {column} for the two groups and interpret the p-value.
Interpret this A/B test result: control {n} conversions of {n}, treatment {n} of {n}.
Forecast {column} for the next {n} months from this series: {n}, {n}, {n}, {n}, {n}
Write a spreadsheet formula that sums {column} where {column} equals "{city}".
The dataframe df has columns {column}, {column}, {column}. Merge it with {table} and plot the {metric}.
Summarize the statistics of this dataset: mean, median, standard deviation.⏎{table_text}
Explain this query and make it faster:⏎{table_text}
Write a SQL join between {table} and {table} to get the {metric}
Look through the {table} data and find what drives {column}.
Generate a PostgreSQL query for the question: what is the {metric}?⏎Schema:⏎{table_text}
Convert this question into SQL: how many {table} are there in {city}?
Build a dashboard of {table}: which KPIs, which charts, which filters on {column}?
Compute cohort retention from {table} with BigQuery.
Here is a CSV of {table}:⏎{table_text}⏎Compute the {metric}.
Cluster the {table} by {column} and {column} with k-means and describe the segments.
What is the correlation between {column} and {column} in this data?⏎{table_text}
Perform exploratory data analysis on {table} and visualize the distribution of {column} with a histogram
Calculate the ratio of {table} with {column} to those without, for each {column}.
What was the change in {column} from {year} to {year}?⏎{table_text}
Excel: I have {column} in column A and {column} in column B; how do I get the {metric}?
Detect anomalies in this time series of {column}:⏎{table_text}
`);

export const MATHS = lines(`
{firstname} has {n} {things}. {firstname} gives {n} {things} to {firstname}. How many {things} does {firstname} have left?
{firstname} bought {n} {things} for {n} dollars each and {n} {things} for {n} dollars each. How much did {firstname} spend in total?
There are {n} {things} in a box. If {n} boxes are shipped each day, how many {things} are shipped in {n} days?
{firstname} read {n} pages on {weekday} and twice as many the next day. How many pages did {firstname} read altogether?
There were {n} {things} on the table. {firstname} took {n} and {firstname} put back {n}. How many {things} are on the table now?
A train travels {n} miles in {n} hours. What is its average speed?
If {n} workers build a wall in {n} days, how long would {n} workers take?
{firstname} is {n} years old and {firstname} is {digit} times as old. In how many years will the sum of their ages be {n}?
A store sells {things} at {n} dollars with a {n}% discount. What is the final price?
{firstname} earns {n} dollars an hour and works {n} hours a week. How much more does {firstname} earn than {firstname} after {n} weeks?
How many {things} did {firstname} and {firstname} have in all if each had {n}?
Each {things} costs {n} cents. {firstname} has {n} cents. How many can {firstname} buy?
The ratio of {things} to {things} is {digit}:{digit}. There are {n} in total. How many {things} are there?
{n} {things} are shared equally among {n} children. How many does each child get?
Half of the {n} {things} were sold on {weekday} and a third of the rest on {weekday}. How many remain?
Solve {formula}
Solve for {var}: {formula}
Solve the equation {formula}.
{please} compute {formula}
Calculate {formula}.
What is {formula}?
Evaluate {formula} and show the steps.
Find the derivative of {formula}.
Find the integral: {formula}
Prove that {formula} for all positive integers n.
Prove that the sum of two odd numbers is even.
Simplify the expression {formula}
Factor the polynomial {formula}
Find all real roots of {formula}
Determine the eigenvalues of the matrix {formula}.
What is the probability of drawing two {things} of the same colour from a bag of {n} red and {n} blue ones?
In how many ways can {n} people sit around a table?
A triangle has sides {digit}, {digit} and {digit}. What is its area?
Find the area of a circle with radius {n} cm.
A rectangle has length {n} and width {n}. Find its perimeter and diagonal.
Find the greatest common divisor of {n} and {n}.
Find the least common multiple of {n} and {n}.
What is the remainder when {n} is divided by {digit}?
Let f be a function such that {formula}. Find f({digit}).
Find the sum of the first {n} terms of the arithmetic sequence {n}, {n}, {n}.
What is {n} percent of {n}?
Convert {n} kilometers to miles.
Given that {formula}, find the value of {var}.
If {var} + {n} = {n}, what is {var}?
A projectile is launched at {n} m/s at an angle of {n} degrees. Find the maximum height.
Calculate the voltage across a {n} ohm resistor with a current of {n} amperes.
Compute the compound interest on {n} dollars at {digit}% for {n} years.
How many positive divisors does {n} have?
A fair die is rolled {digit} times. What is the expected number of sixes?
Find the equation of the line through ({digit}, {digit}) and ({digit}, {n}).
Find the volume of a cone with height {n} and radius {digit}.
Use the quadratic formula to solve {formula}
Show that {formula} converges.
The sum of two numbers is {n} and their difference is {n}. What are the numbers?
The length of a garden is {digit} meters more than its width; its area is {n} square meters. Find its dimensions.
`);
