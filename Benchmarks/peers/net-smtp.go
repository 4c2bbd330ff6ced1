// Go's net/smtp, as one would write a mail merge with it: a worker for each connection, templates of the standard
// library, a multipart message built anew for each person.
//
// usage: net-smtp PORT CONNECTIONS TEXT HTML PEOPLE
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	html "html/template"
	"io"
	"log"
	"mime/multipart"
	"mime/quotedprintable"
	"net/smtp"
	"net/textproto"
	"os"
	"regexp"
	"strconv"
	"sync"
	text "text/template"
)

type person map[string]string

type template interface {
	Execute(io.Writer, any) error
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// The file as a Go template: `{{name}}` becomes `{{.name}}`.
func read(file string) string {
	content, err := os.ReadFile(file)
	must(err)
	return regexp.MustCompile(`\{\{(\w+)\}\}`).ReplaceAllString(string(content), "{{.$1}}")
}

func people(file string) []person {
	opened, err := os.Open(file)
	must(err)
	defer opened.Close()
	rows, err := csv.NewReader(opened).ReadAll()
	must(err)
	var all []person
	for _, row := range rows[1:] {
		one := person{}
		for column, cell := range row {
			one[rows[0][column]] = cell
		}
		all = append(all, one)
	}
	return all
}

func compose(one person, plain, rich template) []byte {
	var message bytes.Buffer
	parts := multipart.NewWriter(&message)
	fmt.Fprintf(&message, "From: Zoe Sender <sender@example.com>\r\nTo: %s %s <%s>\r\n",
		one["first_name"], one["last_name"], one["email"])
	fmt.Fprintf(&message, "Subject: %s, three things learnt this quarter\r\nMIME-Version: 1.0\r\n", one["first_name"])
	fmt.Fprintf(&message, "Content-Type: multipart/alternative; boundary=%s\r\n\r\n", parts.Boundary())
	for _, part := range []struct {
		kind string
		template
	}{{"text/plain", plain}, {"text/html", rich}} {
		writer, err := parts.CreatePart(textproto.MIMEHeader{
			"Content-Type":              {part.kind + "; charset=utf-8"},
			"Content-Transfer-Encoding": {"quoted-printable"},
		})
		must(err)
		encoder := quotedprintable.NewWriter(writer)
		must(part.Execute(encoder, one))
		must(encoder.Close())
	}
	must(parts.Close())
	return message.Bytes()
}

func main() {
	if len(os.Args) != 6 {
		log.Fatal("usage: net-smtp PORT CONNECTIONS TEXT HTML PEOPLE")
	}
	connections, err := strconv.Atoi(os.Args[2])
	must(err)
	plain := text.Must(text.New("text").Parse(read(os.Args[3])))
	rich := html.Must(html.New("html").Parse(read(os.Args[4])))

	waiting := make(chan person, connections)
	var workers sync.WaitGroup
	for i := 0; i < connections; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			client, err := smtp.Dial("127.0.0.1:" + os.Args[1])
			must(err)
			must(client.Hello("client.example.com"))
			for one := range waiting {
				must(client.Mail("sender@example.com"))
				must(client.Rcpt(one["email"]))
				body, err := client.Data()
				must(err)
				_, err = body.Write(compose(one, plain, rich))
				must(err)
				must(body.Close())
			}
			must(client.Quit())
		}()
	}
	for _, one := range people(os.Args[5]) {
		waiting <- one
	}
	close(waiting)
	workers.Wait()
}
