// Nodemailer with a pool of connections, as its documentation shows.
// usage: nodemailer.js PORT CONNECTIONS TEXT HTML PEOPLE
'use strict';
const fs = require('fs');
const nodemailer = require('nodemailer');

const [port, connections, ...files] = process.argv.slice(2);
const [text, html, table] = files.map((file) => fs.readFileSync(file, 'utf8'));
const [names, ...rows] = table.trim().split('\n').map((line) => line.split(','));
const people = rows.map((row) => Object.fromEntries(row.map((cell, column) => [names[column], cell])));
const fill = (template, person) => template.replace(/\{\{(\w+)\}\}/g, (_, name) => person[name]);

const transport = nodemailer.createTransport({
  host: '127.0.0.1',
  port: Number(port),
  ignoreTLS: true,
  pool: true,
  maxConnections: Number(connections),
  maxMessages: Infinity,
});

Promise.all(people.map((person) => transport.sendMail({
  from: 'Zoe Sender <sender@example.com>',
  to: `${person.first_name} ${person.last_name} <${person.email}>`,
  subject: `${person.first_name}, three things learnt this quarter`,
  text: fill(text, person),
  html: fill(html, person),
}))).then(() => transport.close(), (error) => {
  console.error(error.message);
  process.exit(1);
});
